"""Who are you: registering, signing in, sessions."""
