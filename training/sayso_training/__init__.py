"""How the shipped model is made: corpora readers, network, trainer, export. It imports torch; the package never does."""
