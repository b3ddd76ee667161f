"""The Insights screen: the figures of a period and the outcomes across clients."""
