"""The engines that a routing table is rendered for, one a file; ``artefacts/routes/registry.py`` lists them."""
