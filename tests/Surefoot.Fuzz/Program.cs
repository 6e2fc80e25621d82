using System.Diagnostics;
using System.Globalization;
using Surefoot.Fuzz;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["attacks"])
    return AttackTimes.Print();
string wanted = args.ElementAtOrDefault(0) ?? "all";
if (
    args.Length > 3
    || !long.TryParse(args.ElementAtOrDefault(1) ?? "200000", out long executions)
    || executions < 1
    || !ulong.TryParse(args.ElementAtOrDefault(2) ?? "1", out ulong seed)
)
{
    Console.Error.WriteLine("Usage: Surefoot.Fuzz [READER | all | attacks] [EXECUTIONS] [SEED]");
    return 2;
}

string folder = Directory.CreateTempSubdirectory("surefoot-fuzz-").FullName;
if (Directory.Exists("/dev/shm"))
    folder = Directory.CreateDirectory($"/dev/shm/surefoot-fuzz-{Environment.ProcessId}").FullName;
try
{
    IReadOnlyList<FuzzedReader> readers =
    [
        .. Readers.All(folder).Where(reader => wanted == "all" || reader.Name == wanted),
    ];
    if (readers.Count == 0)
    {
        Console.Error.WriteLine(
            $"There is no reader \"{wanted}\"; there are all, "
                + $"{string.Join(", ", Readers.All(folder).Select(reader => reader.Name))}."
        );
        return 2;
    }
    (Fuzzer, string)? running = null;
    using var watchdog = new Watchdog(() => running);
    Console.WriteLine("reader          executions       read    refused   µs each   most bytes");
    bool failed = false;
    foreach (FuzzedReader reader in readers)
    {
        var fuzzer = new Fuzzer(reader, seed);
        running = (fuzzer, reader.Name);
        long share = executions / readers.Count,
            start = Stopwatch.GetTimestamp();
        fuzzer.Run(0, share);
        double each = Stopwatch.GetElapsedTime(start).TotalMicroseconds / share;
        Console.WriteLine(
            $"{reader.Name, -15} {fuzzer.Accepted + fuzzer.Refused, 10:N0} {fuzzer.Accepted, 10:N0} "
                + $"{fuzzer.Refused, 10:N0} {each, 9:N1} {fuzzer.MostAllocated, 12:N0}"
        );
        foreach ((long execution, string what) in fuzzer.Failures)
        {
            failed = true;
            string name = $"fuzzed-{reader.Name}-{execution}";
            File.WriteAllBytes(name, fuzzer.File(execution));
            Console.Error.WriteLine($"{reader.Name}, execution {execution} (its file is {name}): {what}");
        }
    }
    return failed ? 1 : 0;
}
finally
{
    Directory.Delete(folder, recursive: true);
}
