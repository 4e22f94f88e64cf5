"""`Image` and `Layer`, two small protocols, and functions from image to image."""

from layerlab.image.protocols import Image, Layer
from layerlab.image.stored import stored_image
from layerlab.image.values import BlobImage, BlobLayer, BlobSource, image_of_manifest

__all__ = [
    "BlobImage",
    "BlobLayer",
    "BlobSource",
    "Image",
    "Layer",
    "image_of_manifest",
    "stored_image",
]
