using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Surefoot.Lab.Server;

/// <summary>
/// Keeps room for those who behave. In each state only so many connections may wait; where one more comes, the one that
/// has waited there longest is ended. Who sends a request and reads its answer passes through each state in a moment
/// and is never the oldest; who dawdles is, whatever the number of those who do the same.
/// </summary>
sealed class ConnectionGate
{
    readonly Lock gate = new();
    readonly LinkedList<Seat>[] seats = [.. Enum.GetValues<ConnectionState>().Select(_ => new LinkedList<Seat>())];

    /// <summary>
    /// How many connections may be in a state at once. A browser opens six to one server, and sends over each at once.
    /// </summary>
    internal static int Most(ConnectionState state) =>
        state switch
        {
            // Where more come than may listen, the oldest of them are ended; this leaves room for those that are just
            // ending.
            ConnectionState.Listening => 2 * LabSite.MostListeners,
            ConnectionState.Reading => 32,
            _ => 64,
        };

    /// <summary>Stands between the socket and the server.</summary>
    public void Guard(ListenOptions listening) =>
        listening.Use(next =>
            async context =>
            {
                Seat seat = new(this, context);
                context.Features.Set(seat);
                Move(seat, ConnectionState.Asking);
                try
                {
                    await next(context);
                }
                finally
                {
                    Leave(seat);
                }
            }
        );

    /// <summary>Notes what a request's connection waits for from now on.</summary>
    public static void Note(HttpContext context, ConnectionState state)
    {
        if (context.Features.Get<Seat>() is { } seat)
            seat.Gate.Move(seat, state);
    }

    void Move(Seat seat, ConnectionState state)
    {
        Seat? oldest = null;
        lock (gate)
        {
            if (seat.Gone)
                return;
            seat.Place.List?.Remove(seat.Place);
            LinkedList<Seat> there = seats[(int)state];
            if (there.Count >= Most(state))
            {
                oldest = there.First!.Value;
                oldest.Gone = true;
                there.RemoveFirst();
            }

            there.AddLast(seat.Place);
        }

        oldest?.Connection.Abort();
    }

    void Leave(Seat seat)
    {
        lock (gate)
        {
            seat.Gone = true;
            seat.Place.List?.Remove(seat.Place);
        }
    }

    sealed class Seat
    {
        public Seat(ConnectionGate gate, ConnectionContext connection)
        {
            (Gate, Connection) = (gate, connection);
            Place = new(this);
        }

        public ConnectionGate Gate { get; }

        public ConnectionContext Connection { get; }

        public LinkedListNode<Seat> Place { get; }

        public bool Gone { get; set; }
    }
}
