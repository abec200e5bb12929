"""When things happen, and the front door: plan, jobs, alarms, service, command line."""
