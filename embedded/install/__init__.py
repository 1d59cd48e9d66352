"""What has to be on the machine before MockFlow runs; standard library only."""
