"""An analyst's word on events: decisions, and how right the events are by them. No model is loaded for either."""
