using Surefoot.Lab.Following;
using Surefoot.Lab.Markup;

namespace Surefoot.Lab.Pages.Runs;

/// <summary>How far a run has come, as a word on a coloured ground.</summary>
static class StateBadge
{
    public static MarkupText Of(RunState state)
    {
        (string mood, string word) = state switch
        {
            RunState.Live => ("live", "Live"),
            RunState.Paused => ("fair", "Paused"),
            RunState.Completed => ("good", "Completed"),
            RunState.StoppedEarly => ("good", "Stopped early"),
            RunState.Diverged => ("bad", "Diverged"),
            RunState.Interrupted => ("fair", "Interrupted"),
            RunState.Unreadable => ("bad", "Unreadable"),
            _ => ("fair", "Not finished"),
        };
        return new MarkupWriter().Add($"""<span class="badge {mood}">{word}</span>""").Finish();
    }
}
