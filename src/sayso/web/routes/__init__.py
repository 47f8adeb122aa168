"""The addresses that the application answers, by screen: load, view record, template or JSON."""
