"""A page's objects in, what a viewer prints of them out: without hidden and struck text, with pictures named."""
