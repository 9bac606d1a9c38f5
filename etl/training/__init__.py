"""Making the weights that ship in `etl/weights`; needs the extra `train`, nothing of it runs when articles are read."""
