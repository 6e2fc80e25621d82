using System.ComponentModel;
using System.Diagnostics;

namespace Surefoot.Cli.Terminal;

/// <summary>The user's browser, as the system knows it.</summary>
static class Browser
{
    /// <summary>
    /// Opens an address; where that fails the address has been printed anyway, and a warning says what to do.
    /// </summary>
    public static void Open(string address)
    {
        try
        {
            Process.Start(new ProcessStartInfo(address) { UseShellExecute = true })?.Dispose();
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or PlatformNotSupportedException)
        {
            Messages.Warning($"No browser could be started ({e.Message.TrimEnd('.')}); open {address} yourself.");
        }
    }
}
