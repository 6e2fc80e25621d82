using Surefoot.Training.Runs;

namespace Surefoot.Training.Watching;

/// <summary>
/// An interval on its way to the observers: filled on the run's thread, and made an object on theirs, so that a step
/// allocates nothing.
/// </summary>
/// <param name="pool">Where it goes back to.</param>
/// <param name="layers">The layers that are watched.</param>
sealed class IntervalNews(IntervalNews.Pool pool, LayerRange[] layers)
{
    readonly LayerFigures[] figures = new LayerFigures[layers.Length];
    Interval interval;
    int number;

    /// <summary>The call that tells an observer of it; what comes to be told next may then take its place.</summary>
    public Action<IRunObserver> Open()
    {
        WatchedInterval told = interval.Of(number, layers, figures);
        pool.Return(this);
        return observer => observer.Watched(told);
    }

    /// <summary>Some of them, ready to be filled.</summary>
    public sealed class Pool
    {
        // A fast run ends some hundred intervals a second at its beginning, and on a busy machine the observers' thread
        // may wait for a part of one; later they are far apart.
        internal const int Ready = 256;

        readonly LayerRange[] layers;
        readonly Stack<IntervalNews> free = new(Ready);

        public Pool(LayerRange[] layers)
        {
            this.layers = layers;
            for (int i = 0; i < Ready; i++)
                free.Push(new IntervalNews(this, layers));
        }

        /// <summary>One with an interval in it.</summary>
        public IntervalNews Fill(int number, in Interval interval, ReadOnlySpan<LayerFigures> figures)
        {
            IntervalNews? news;
            lock (free)
            {
                if (!free.TryPop(out news))
                    news = new IntervalNews(this, layers);
            }
            (news.number, news.interval) = (number, interval);
            figures.CopyTo(news.figures);
            return news;
        }

        public void Return(IntervalNews news)
        {
            lock (free)
                free.Push(news);
        }
    }
}
