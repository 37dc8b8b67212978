"""The routing table: made from facts and the split file, matched as the monolith's router does, rendered for engines."""
