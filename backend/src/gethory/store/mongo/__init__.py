"""The Store on a MongoDB database, through PyMongo's asynchronous client."""

from gethory.store.mongo.store import MongoStore

__all__ = ["MongoStore"]
