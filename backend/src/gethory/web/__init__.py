"""HTTP around the features: refusals as problem+json, gates, headers, the built client."""
