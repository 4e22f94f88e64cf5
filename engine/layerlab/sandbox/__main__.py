"""`python -m layerlab.sandbox FD`: serves the socket that it has inherited under that number."""

import sys

from layerlab.sandbox.server import main

main(int(sys.argv[1]))
