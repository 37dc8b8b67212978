"""What a service's files ask of their surroundings, read from text: packages, environment, shapes of its handlers."""
