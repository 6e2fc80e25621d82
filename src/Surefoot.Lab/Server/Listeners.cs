namespace Surefoot.Lab.Server;

/// <summary>
/// The places of those who listen for changes. Where one more comes than there are, the one that has listened longest
/// gives its place up, and each does after a while: a page that is there comes again by itself within a moment, and a
/// client that holds a place and reads nothing does not.
/// </summary>
/// <param name="most">How many there are at once.</param>
/// <param name="longest">How long one may listen before it has to come again.</param>
/// <param name="clock">What measures that.</param>
sealed class Listeners(int most, TimeSpan longest, TimeProvider clock)
{
    readonly Lock gate = new();
    readonly LinkedList<Place> places = new();

    /// <summary>How many listen.</summary>
    public int Count
    {
        get
        {
            lock (gate)
                return places.Count;
        }
    }

    /// <summary>Takes a place, until it is disposed.</summary>
    public Place Take()
    {
        Place place = new(this, new CancellationTokenSource(longest, clock));
        Place? oldest = null;
        lock (gate)
        {
            if (places.Count >= most)
            {
                oldest = places.First!.Value;
                places.RemoveFirst();
            }

            places.AddLast(place.Node);
        }

        oldest?.End();
        return place;
    }

    /// <summary>One place.</summary>
    public sealed class Place : IDisposable
    {
        readonly Listeners all;
        readonly CancellationTokenSource over;

        internal Place(Listeners all, CancellationTokenSource over)
        {
            (this.all, this.over) = (all, over);
            Node = new(this);
            Over = over.Token;
        }

        /// <summary>Cancelled when the place is given to another, or was held long enough.</summary>
        public CancellationToken Over { get; }

        internal LinkedListNode<Place> Node { get; }

        // On another thread, since what listens goes on where it is cancelled. It may have left meanwhile.
        internal void End() =>
            ThreadPool.UnsafeQueueUserWorkItem(static place => place.Cancel(), this, preferLocal: false);

        void Cancel()
        {
            try
            {
                over.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // Then its place is free.
            }
        }

        /// <inheritdoc/>
        public void Dispose()
        {
            lock (all.gate)
                Node.List?.Remove(Node);
            over.Dispose();
        }
    }
}
