"""The picture of copy-on-write in motion: choreography as data, then Qt's animation of it."""
