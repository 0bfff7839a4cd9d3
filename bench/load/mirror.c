/* A server that does next to nothing: it passes the bytes of a relay on to the other client of the
 * room. How much of that the load generator can make is its own ceiling. */
#define _GNU_SOURCE
#include "mirror.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "frames.h"

#define ROOMS 65536

struct peer {
    int fd, upgraded;
    struct bytes in, out;
    struct peer *other;
    struct peer *next_dirty;
    int dirty;
};

static struct peer *waiting[ROOMS];
static struct peer *dirty;
static unsigned char shared[1 << 18];

static void say(struct peer *peer, const void *text, size_t len)
{
    frame_add(&peer->out, text, len, 0);
    if (!peer->dirty) {
        peer->dirty = 1;
        peer->next_dirty = dirty;
        dirty = peer;
    }
}

static void say_text(struct peer *peer, const char *text)
{
    say(peer, text, strlen(text));
}

static void meet(struct peer *peer, const char *room, size_t len)
{
    unsigned hash = 5381;
    for (size_t i = 0; i < len; i++)
        hash = hash * 33 + (unsigned char)room[i];
    struct peer **seat = &waiting[hash % ROOMS];
    say_text(peer, "431[{\"ok\":true}]");
    if (!*seat) {
        *seat = peer;
        return;
    }
    peer->other = *seat;
    (*seat)->other = peer;
    *seat = NULL;
    say_text(peer, "42[\"add-peer\",{\"peerId\":\"abcdefghijklmnopqrstuvwx\"}]");
    say_text(peer->other, "42[\"add-peer\",{\"peerId\":\"abcdefghijklmnopqrstuvwx\"}]");
}

static void on_text(struct peer *peer, unsigned char *text, size_t len)
{
    if (len > 10 && !memcmp(text, "42[\"relay-", 10) && peer->other) {
        memcpy(text, "42[\"ice-candidate\",{\"x\"", 23);
        say(peer->other, text, len);
    } else if (len > 3 && !memcmp(text, "421", 3)) {
        meet(peer, (char *)text, len);
    } else if (len >= 2 && !memcmp(text, "40", 2)) {
        say_text(peer, "40{\"sid\":\"x\"}");
    }
}

static size_t take(struct peer *peer, unsigned char *from, size_t len)
{
    size_t taken = 0;
    if (!peer->upgraded) {
        unsigned char *end = memmem(from, len, "\r\n\r\n", 4);
        if (!end)
            return 0;
        static const char yes[] = "HTTP/1.1 101 Switching Protocols\r\n\r\n";
        bytes_add(&peer->out, yes, sizeof yes - 1);
        say_text(peer, "0{}");
        taken = end + 4 - from;
        peer->upgraded = 1;
    }
    for (;;) {
        struct frame frame = frame_read(from + taken, len - taken);
        if (!frame.size)
            return taken;
        taken += frame.size;
        on_text(peer, frame.payload, frame.payload_len);
    }
}

static void read_in(struct peer *peer)
{
    size_t kept = peer->in.len;
    if (kept)
        memcpy(shared, peer->in.at, kept);
    peer->in.len = 0;
    ssize_t got = recv(peer->fd, shared + kept, sizeof shared - kept, 0);
    if (got <= 0) {
        close(peer->fd);
        if (peer->other)
            peer->other->other = NULL;
        return;
    }
    size_t taken = take(peer, shared, kept + got);
    if (taken < kept + got)
        bytes_add(&peer->in, shared + taken, kept + got - taken);
}

static void flush(void)
{
    for (; dirty; dirty = dirty->next_dirty) {
        size_t sent = 0;
        while (sent < dirty->out.len) {
            ssize_t more = send(dirty->fd, dirty->out.at + sent, dirty->out.len - sent, MSG_NOSIGNAL);
            if (more <= 0)
                break;
            sent += more;
        }
        dirty->out.len = 0;
        dirty->dirty = 0;
    }
}

static void welcome(int epoll, int listener)
{
    int fd, yes = 1;
    while ((fd = accept(listener, NULL, NULL)) >= 0) {
        struct peer *peer = calloc(1, sizeof *peer);
        struct epoll_event event = {.events = EPOLLIN, .data.ptr = peer};
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        peer->fd = fd;
        epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
    }
}

void mirror(int port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    struct epoll_event events[512], event = {.events = EPOLLIN};
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), yes = 1;
    int epoll = epoll_create1(0);
    inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) || listen(listener, 4096))
        die("the mirror's port");
    epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &event);
    for (;;) {
        int count = epoll_wait(epoll, events, 512, -1);
        for (int i = 0; i < count; i++) {
            if (events[i].data.ptr)
                read_in(events[i].data.ptr);
            else
                welcome(epoll, listener);
        }
        flush();
    }
}
