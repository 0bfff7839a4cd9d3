#define _GNU_SOURCE
#include "clients.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#define STAMP "T=0000000000000000"

static unsigned char shared[1 << 18];

/* One client for each line: its cookie, a tab, its room; `-` for none. Two in a row that name the
 * same room are partners. */
void load_read_clients(struct load *load, const char *path)
{
    char line[4096], *tab;
    FILE *file = fopen(path, "r");
    if (!file)
        die(path);
    load->clients = calloc(load->count, sizeof *load->clients);
    for (int i = 0; i < load->count && fgets(line, sizeof line, file); i++) {
        struct client *client = &load->clients[i];
        line[strcspn(line, "\n")] = 0;
        tab = strchr(line, '\t');
        if (!tab)
            die("a line without a tab");
        *tab++ = 0;
        client->fd = -1;
        client->cookie = strcmp(line, "-") ? strdup(line) : NULL;
        client->room = strcmp(tab, "-") ? strdup(tab) : NULL;
        if (i % 2 && client->room && !strcmp(client->room, client[-1].room)) {
            client->partner = client - 1;
            client[-1].partner = client;
        }
    }
    fclose(file);
}

static void watch(struct load *load, struct client *client, int how)
{
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = client};
    if (client->wants_out)
        event.events |= EPOLLOUT;
    if (epoll_ctl(load->epoll, how, client->fd, &event))
        die("epoll_ctl");
}

static void write_out(struct load *load, struct client *client)
{
    ssize_t sent = send(client->fd, client->out.at, client->out.len, MSG_NOSIGNAL);
    if (sent > 0)
        bytes_drop(&client->out, sent);
    int wants_out = client->out.len > 0;
    if (wants_out != client->wants_out) {
        client->wants_out = wants_out;
        watch(load, client, EPOLL_CTL_MOD);
    }
}

void client_flush(struct load *load, struct client *client)
{
    if (client->state != AWAY && client->out.len && !client->wants_out)
        write_out(load, client);
}

void client_dial(struct load *load, struct client *client)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(load->port)};
    struct linger reset = {1, 0};
    int yes = 1;
    inet_pton(AF_INET, load->host, &address.sin_addr);
    client->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    if (client->fd < 0)
        die("socket");
    setsockopt(client->fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    setsockopt(client->fd, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
    connect(client->fd, (struct sockaddr *)&address, sizeof address);
    client->state = CONNECTING;
    client->wants_out = 1;
    load->dialling++;
    watch(load, client, EPOLL_CTL_ADD);
}

static void lose(struct load *load, struct client *client)
{
    if (client->state == AWAY)
        return;
    close(client->fd);
    if (client->state < (client->room ? READY : CONNECTED))
        load->dialling--;
    if (client->state >= CONNECTED)
        load->connected--;
    if (client->state == READY)
        load->ready--;
    client->state = AWAY;
    client->wants_out = client->in_flight = 0;
    client->in.len = client->out.len = 0;
    load->on_lost(load, client);
}

static void ask_to_upgrade(struct load *load, struct client *client)
{
    char request[2048];
    int len = snprintf(request, sizeof request,
                       "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n"
                       "Host: %s:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                       "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                       "%s%s%s\r\n",
                       load->host, load->port, client->cookie ? "Cookie: " : "",
                       client->cookie ? client->cookie : "", client->cookie ? "\r\n" : "");
    client->state = UPGRADING;
    bytes_add(&client->out, request, len);
    write_out(load, client);
}

void client_send(struct load *load, struct client *client, const char *text)
{
    frame_add(&client->out, text, strlen(text), 1);
    client_flush(load, client);
}

/* Make the frame that this client relays: to that peer, `size` bytes of payload. */
static void prepare_relay(struct load *load, struct client *client, const char *peer, size_t len)
{
    char *text = malloc(load->size + 512);
    int is_description = load->size > 1024, at;
    at = sprintf(text, "42%s[\"%s\",{\"peerId\":\"%.*s\",\"%s\":{%s", load->acks ? "7" : "",
                 is_description ? "relay-sdp" : "relay-ice", (int)len, peer,
                 is_description ? "sessionDescription" : "icecandidate",
                 is_description ? "\"type\":\"offer\",\"sdp\":\"" STAMP : "\"candidate\":\"" STAMP);
    size_t stamp = at - strlen(STAMP) + 2;
    while (at < load->size - 4)
        text[at++] = 'x';
    at += sprintf(text + at, "\"}}]");
    client->relay.len = 0;
    frame_add(&client->relay, text, at, 1);
    client->stamp = client->relay.len - at + stamp;
    free(text);
}

void client_send_relay(struct client *client, double at)
{
    char stamp[24];
    if (at) {
        snprintf(stamp, sizeof stamp, "%016.0f", at * 1e9);
        memcpy(client->relay.at + client->stamp, stamp, 16);
    }
    client->in_flight++;
    bytes_add(&client->out, client->relay.at, client->relay.len);
}

static void become_ready(struct load *load, struct client *client)
{
    client->state = READY;
    client->tries = 0;
    load->dialling--;
    load->ready++;
    load->on_ready(load, client);
}

static void on_connected(struct load *load, struct client *client)
{
    char text[256];
    client->state = CONNECTED;
    load->connected++;
    if (client->room) {
        snprintf(text, sizeof text, "421[\"join\",{\"roomId\":\"%s\"}]", client->room);
        client_send(load, client, text);
    } else {
        load->dialling--;
    }
}

static int begins(const char *text, size_t len, const char *with)
{
    size_t with_len = strlen(with);
    return len >= with_len && !memcmp(text, with, with_len);
}

static void on_event(struct load *load, struct client *client, const char *text, size_t len)
{
    if (begins(text, len, "42[\"ice-candidate\"") || begins(text, len, "42[\"session-desc")) {
        const char *stamp = memmem(text, len < 300 ? len : 300, "T=", 2);
        load->delivered++;
        load->on_relay(load, client, stamp ? strtod(stamp + 2, NULL) / 1e9 : 0);
    } else if (begins(text, len, "42[\"add-peer\"")) {
        const char *peer = memmem(text, len, "\"peerId\":\"", 10);
        const char *end = peer ? memchr(peer + 10, '"', text + len - peer - 10) : NULL;
        if (!end)
            die("an add-peer without a peerId");
        prepare_relay(load, client, peer + 10, end - peer - 10);
    }
}

static void on_text(struct load *load, struct client *client, const char *text, size_t len)
{
    if (begins(text, len, "42"))
        on_event(load, client, text, len);
    else if (begins(text, len, "431[{\"ok\":true"))
        become_ready(load, client);
    else if (begins(text, len, "43"))
        load->refused += !begins(text, len, "437[{\"ok\":true");
    else if (begins(text, len, "0"))
        client_send(load, client, "40");
    else if (begins(text, len, "2"))
        client_send(load, client, "3");
    else if (begins(text, len, "40"))
        on_connected(load, client);
    else
        lose(load, client);
}

/* Take what can be taken of the bytes; returns how many that were. */
static size_t take(struct load *load, struct client *client, unsigned char *from, size_t len)
{
    size_t taken = 0;
    if (client->state == UPGRADING) {
        unsigned char *end = memmem(from, len, "\r\n\r\n", 4);
        if (!end)
            return 0;
        if (!begins((char *)from, len, "HTTP/1.1 101")) {
            load->refused++;
            lose(load, client);
            return len;
        }
        taken = end + 4 - from;
        client->state = OPEN;
    }
    while (taken < len && client->state != AWAY) {
        struct frame frame = frame_read(from + taken, len - taken);
        if (!frame.size)
            break;
        taken += frame.size;
        if (frame.opcode == 8)
            lose(load, client);
        else if (frame.opcode == 1)
            on_text(load, client, (char *)frame.payload, frame.payload_len);
    }
    return client->state == AWAY ? len : taken;
}

static void read_in(struct load *load, struct client *client)
{
    size_t kept = client->in.len, taken;
    if (kept)
        memcpy(shared, client->in.at, kept);
    client->in.len = 0;
    ssize_t got = recv(client->fd, shared + kept, sizeof shared - kept, 0);
    if (got == 0 || (got < 0 && errno != EAGAIN)) {
        lose(load, client);
        return;
    }
    size_t len = kept + (got > 0 ? got : 0);
    taken = take(load, client, shared, len);
    if (taken < len)
        bytes_add(&client->in, shared + taken, len - taken);
}

static void on_network(struct load *load, struct client *client, unsigned events)
{
    if (client->state == CONNECTING && events & (EPOLLOUT | EPOLLERR | EPOLLHUP)) {
        int error = 0;
        socklen_t size = sizeof error;
        getsockopt(client->fd, SOL_SOCKET, SO_ERROR, &error, &size);
        if (error)
            lose(load, client);
        else
            ask_to_upgrade(load, client);
        return;
    }
    if (events & EPOLLOUT && client->state != AWAY)
        write_out(load, client);
    if (events & (EPOLLIN | EPOLLERR | EPOLLHUP) && client->state != AWAY)
        read_in(load, client);
}

void load_step(struct load *load, int timeout_ms)
{
    struct epoll_event events[512];
    int count = epoll_wait(load->epoll, events, 512, timeout_ms);
    for (int i = 0; i < count; i++)
        on_network(load, events[i].data.ptr, events[i].events);
}

static int has_arrived(struct client *client)
{
    return client->room ? client->state == READY && (!client->partner || client->relay.len)
                        : client->state >= CONNECTED;
}

void load_gather(struct load *load)
{
    int next = 0, arrived = 0;
    double deadline = now() + 120;
    while (arrived < load->count) {
        while (next < load->count && load->dialling < load->patience)
            client_dial(load, &load->clients[next++]);
        load_step(load, 100);
        while (arrived < load->count && has_arrived(&load->clients[arrived]))
            arrived++;
        if (now() > deadline) {
            fprintf(stderr, "only %d of %d came in, %lu were refused\n", arrived, load->count,
                    load->refused);
            exit(1);
        }
    }
}
