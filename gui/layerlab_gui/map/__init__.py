"""The map: where the bytes are, as a treemap or a sunburst, coloured by the layer that has them.

`parts` says what there is to draw, `squarify` and `rings` where, `painter` how; none of these
needs a window, so that a worker does it all. `pane` and `view` are what a person works with.
"""
