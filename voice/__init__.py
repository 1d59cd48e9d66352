"""The interviewer: everything that runs inside one worker process and nowhere else."""
