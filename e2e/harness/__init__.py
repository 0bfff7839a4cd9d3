"""What the stories stand on: a real server, real browsers, tones to send and ears to hear."""
