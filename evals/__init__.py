"""Measuring: scorers' figures on corpora that lie beside the checkout, and the gate that holds them above their floors."""
