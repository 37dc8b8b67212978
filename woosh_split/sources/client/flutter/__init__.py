"""The Flutter app in front of the monolith: ``read_dart`` summarises a file, ``link_client`` follows its requests."""

from woosh_split.sources.client.flutter.declarations import read_dart
from woosh_split.sources.client.flutter.ir import DartFile
from woosh_split.sources.client.flutter.link import link_client
from woosh_split.sources.client.flutter.project import is_client_source

__all__ = ["DartFile", "is_client_source", "link_client", "read_dart"]
