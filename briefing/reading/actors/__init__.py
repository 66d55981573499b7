"""Actors: who is who in one article, with roles, affiliation and salience."""

from briefing.reading.actors.resolution import Resolution, resolve

__all__ = ["Resolution", "resolve"]
