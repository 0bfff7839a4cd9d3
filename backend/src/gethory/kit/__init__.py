"""Small tools that know nothing of voice rooms."""
