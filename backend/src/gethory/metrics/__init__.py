"""Numbers for whoever runs the server."""
