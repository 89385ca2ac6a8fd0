"""HTTP as values: requests, responses, URLs, headers, bodies and errors."""
