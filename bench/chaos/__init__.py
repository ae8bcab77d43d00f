"""Chaos Classroom: a class in a storm: the server killed, the network cut, the disk filled, the clock moved."""
