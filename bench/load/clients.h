/* Clients of a Socket.IO server, WebSocket only, each perhaps in a room with one other. */
#ifndef CLIENTS_H
#define CLIENTS_H

#include "frames.h"

enum state { AWAY, CONNECTING, UPGRADING, OPEN, CONNECTED, READY };

struct client {
    enum state state;
    int fd;
    struct bytes in, out;
    char *cookie, *room;        /* NULL for none */
    struct client *partner;     /* who else is in the room; NULL for nobody */
    struct bytes relay;         /* the frame that it sends to its partner, once it knows whom */
    size_t stamp;               /* where in that frame the time of sending stands */
    int in_flight, dirty, wants_out;
    double due;                 /* when to try again while AWAY */
    int tries;
};

struct load {
    const char *host;
    int port, count, window, size, acks, patience;
    struct client *clients;
    int epoll, dialling, connected, ready;
    unsigned long delivered, refused;
    double *delays;             /* seconds, of paced relays */
    size_t delays_len, delays_cap;
    void (*on_ready)(struct load *load, struct client *client);
    void (*on_relay)(struct load *load, struct client *receiver, double sent_at);
    void (*on_lost)(struct load *load, struct client *client);
};

void load_read_clients(struct load *load, const char *path);
void client_dial(struct load *load, struct client *client);
void client_send(struct load *load, struct client *client, const char *text);
void client_send_relay(struct client *client, double at);
void client_flush(struct load *load, struct client *client);

/* Dial all of them, `patience` at a time, until each has come as far as it can. */
void load_gather(struct load *load);
/* Do what the network asks for, waiting at most so long. */
void load_step(struct load *load, int timeout_ms);

#endif
