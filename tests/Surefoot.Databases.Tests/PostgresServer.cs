using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Npgsql;

namespace Surefoot.Databases.Tests;

/// <summary>A PostgreSQL of the tests' own: on loopback, in a temporary folder, gone when they end.</summary>
public sealed class PostgresServer : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("surefoot-postgres-").FullName;
    readonly Process? server;

    /// <summary>Where the programs of a server lie; null where there is none.</summary>
    internal static string? Programs { get; } = FindPrograms();

    /// <summary>Why there is none; null where one can be started.</summary>
    internal static string? Lacking { get; } =
        Programs is null
            ? "PostgreSQL was not found: initdb stands neither on the PATH nor in /usr/lib/postgresql. Install "
                + "it (Debian: apt-get install postgresql)."
        : IsRoot && !HasUser ? "PostgreSQL does not run as root, and there is no user postgres to run it as."
        : null;

    public PostgresServer()
    {
        if (Lacking is not null)
            return;
        string password = Convert.ToHexString(RandomNumberGenerator.GetBytes(16)),
            data = Path.Combine(folder, "data"),
            secret = Path.Combine(folder, "password");
        File.WriteAllText(secret, password);
        if (IsRoot)
            Run("chown", ["-R", "postgres", folder]);
        Run(
            Program("initdb"),
            [
                "-D",
                data,
                "-U",
                "postgres",
                "-A",
                "scram-sha-256",
                "--pwfile",
                secret,
                "-E",
                "UTF8",
                "--no-locale",
                "--no-sync",
            ]
        );
        int port = FreePort();
        // No socket in the file system: it listens on loopback alone.
        server = Start(
            Program("postgres"),
            [
                "-D",
                data,
                "-h",
                "127.0.0.1",
                "-p",
                port.ToString(CultureInfo.InvariantCulture),
                "-c",
                "unix_socket_directories=",
                "-c",
                "fsync=off",
            ]
        );
        server.BeginErrorReadLine();
        ConnectionString = new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = port,
            Username = "postgres",
            Password = password,
            Database = "postgres",
            Pooling = false,
        }.ConnectionString;
        WaitUntilReady();
    }

    /// <summary>How to reach it.</summary>
    internal string ConnectionString { get; } = "";

    static bool IsRoot => Environment.UserName == "root";

    static bool HasUser =>
        File.Exists("/etc/passwd")
        && File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal));

    public void Dispose()
    {
        if (server is not null)
        {
            Run(Program("pg_ctl"), ["stop", "-m", "immediate", "-D", Path.Combine(folder, "data")], mayFail: true);
            if (!server.WaitForExit(20_000))
                server.Kill(entireProcessTree: true);
            server.Dispose();
        }
        Directory.Delete(folder, recursive: true);
    }

    void WaitUntilReady()
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                using var connection = new NpgsqlConnection(ConnectionString);
                connection.Open();
                return;
            }
            catch (NpgsqlException) when (attempt < 300 && !server!.HasExited)
            {
                Thread.Sleep(100);
            }
        }
    }

    static string? FindPrograms()
    {
        string[] places =
        [
            .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(
                Path.PathSeparator,
                StringSplitOptions.RemoveEmptyEntries
            ),
        ];
        string[] debian = Directory.Exists("/usr/lib/postgresql")
            ?
            [
                .. Directory
                    .GetDirectories("/usr/lib/postgresql")
                    .Order(StringComparer.Ordinal)
                    .Reverse()
                    .Select(version => Path.Combine(version, "bin")),
            ]
            : [];
        return debian
            .Concat(places)
            .FirstOrDefault(place =>
                File.Exists(Path.Combine(place, "initdb")) && File.Exists(Path.Combine(place, "postgres"))
            );
    }

    static string Program(string name) => Path.Combine(Programs!, name);

    static Process Start(string program, string[] arguments)
    {
        // The server refuses to run as root.
        var start =
            IsRoot && program.StartsWith(Programs!, StringComparison.Ordinal)
                ? new ProcessStartInfo("runuser", ["-u", "postgres", "--", program, .. arguments])
                : new ProcessStartInfo(program, arguments);
        (start.WorkingDirectory, start.RedirectStandardOutput, start.RedirectStandardError) = (
            Path.GetTempPath(),
            true,
            true
        );
        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        return process;
    }

    static void Run(string program, string[] arguments, bool mayFail = false)
    {
        using var process = Start(program, arguments);
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0 && !mayFail)
            throw new InvalidOperationException($"{Path.GetFileName(program)} ended with {process.ExitCode}: {errors}");
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
