"""The assistant beside general retrieval libraries, each set up as its own documentation recommends, in an environment of its own."""
