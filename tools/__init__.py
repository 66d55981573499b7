"""What is used to build, train, measure and test Briefing; nothing of it ships."""
