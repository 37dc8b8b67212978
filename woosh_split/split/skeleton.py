"""The split file before anything is proposed: its sections in order, each with the sentence that explains it."""

SKELETON = """\
# yaml-language-server: $schema=./woosh-split.schema.json
# The split file of woosh-split: which service owns what, and the contract of every crossing. It is yours: edit it,
# comment it, commit it. `woosh-split propose` adds what is missing and never overrides what stands here.
# `woosh-split schema split --output woosh-split.schema.json` writes the schema that editors complete it with.
version: 1

# Where things are, relative to this file.
monolith:
  root: .

# schema: tables move to a schema of their service on the same server. grants: they stay, privileges are separate.
isolation: schema

# What is in no service stays with the monolith.
services: {}

# Tables that many read and one service (or nobody) writes. in: shared, or the service that publishes it.
reference: {}

# Modules without tables that others use: shared code, no service.
libraries: []

# Placements that always hold, whatever propose would say: together, apart, service.
pins: {}

# Every crossing with its policy: view, grant, remote, api, borrow or debt. A debt is unfiled until it has an issue
# and unscheduled until it has a date; only then does `check` let it pass.
crossings: []

# The migration, in order.
phases: []
"""
