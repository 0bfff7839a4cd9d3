"""A Socket.IO 5 server on picows. Knows nothing of voice rooms."""
