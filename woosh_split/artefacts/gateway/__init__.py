"""Gateways: what stands in front of monolith and services, one folder for each kind."""
