"""Speed and size as ratios against peers, measured in one run: `make bench`, or `python -m bench`."""
