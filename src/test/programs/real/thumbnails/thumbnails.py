"""Makes small pictures of large ones."""
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError


class NoPicture(Exception):
    """What came is no picture."""


def plain(width: int, height: int, color: str = "red") -> bytes:
    return encoded(Image.new("RGB", (width, height), color))


def encoded(image, kind="PNG"):
    buffer = BytesIO()
    image.save(buffer, kind)
    return buffer.getvalue()


def opened(data):
    try:
        return Image.open(BytesIO(data))
    except UnidentifiedImageError as error:
        raise NoPicture(f"{len(data)} bytes that are no picture") from error


def thumbnail(data: bytes, size: int = 16) -> bytes:
    image = opened(data)
    image.thumbnail((size, size))
    return encoded(image)


def describe(data: bytes) -> dict:
    image = opened(data)
    return {"size": image.size, "mode": image.mode, "format": image.format}


def inverted(data: bytes, *, mirror: bool = False) -> bytes:
    image = ImageOps.invert(opened(data).convert("RGB"))
    return encoded(ImageOps.mirror(image) if mirror else image)


def colors(data: bytes):
    for count, color in sorted(opened(data).getcolors()):
        yield color, count
