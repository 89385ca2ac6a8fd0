"""The network: transports, connections and how clients open them."""
