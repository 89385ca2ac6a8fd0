"""The mock backend, room by room; private to `testing`."""
