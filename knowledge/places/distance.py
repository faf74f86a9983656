"""How far a position is from a place."""

from math import asin, cos, radians, sin, sqrt

from knowledge.places.place import Place

_EARTH = 6371.0  # mean radius in kilometres


def kilometres(latitude: float, longitude: float, place: Place) -> float:
    """Great-circle distance (haversine) in kilometres from the position, in degrees, to the place's seat."""
    south, north = radians(latitude), radians(place.latitude)
    east = radians(place.longitude - longitude)
    chord = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin(east / 2) ** 2
    return 2 * _EARTH * asin(sqrt(chord))
