"""What an interview is: pure data and rules, no network, clock or framework."""
