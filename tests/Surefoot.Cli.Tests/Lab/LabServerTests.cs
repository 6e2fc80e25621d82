using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Surefoot.Cli.Tests.Commands;
using Surefoot.Cli.Tests.Reports;
using Surefoot.Lab.Server;
using Surefoot.Training.Runs;

namespace Surefoot.Cli.Tests.Lab;

/// <summary>The server as programs meet it: who is let in, what is answered, and what bad clients cost.</summary>
public sealed partial class LabServerTests : IAsyncLifetime
{
    const string Hostile = "<img src=x onerror=alert(1)>";

    readonly ScratchFolder _folder = new();
    readonly HttpClient _client = new(new HttpClientHandler { AllowAutoRedirect = false });
    readonly RunControl _control = new();
    readonly List<RunLock> _locks = [];
    LabServer _server = null!;
    IRunObserver _observer = null!;

    public async Task InitializeAsync()
    {
        LabRuns.Write(_folder["runs", "ended"], SampleRuns.Digits());
        _locks.Add(
            LabRuns.Write(_folder["runs", "live " + Hostile], SampleRuns.Digits(Hostile) with { Result = null }).Lock()
        );
        _locks.Add(LabRuns.Write(_folder["runs", "mine"], SampleRuns.Digits() with { Result = null }).Lock());
        File.WriteAllText(_folder["secret.txt"], "secret");
        _server = await LabServer.StartAsync(new LabOptions { RunsFolder = _folder["runs"] });
        _observer = _server.Follow("mine", _control);
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _client.Dispose();
        _locks.ForEach(held => held.Dispose());
        _folder.Dispose();
    }

    [Theory]
    [InlineData("runs")]
    [InlineData("runs?run=ended&run=mine&y=log&smooth=0.5&x=seconds")]
    [InlineData("runs?run=ended&x=epoch")]
    [InlineData("runs?run=nobody")]
    [InlineData("runs/parts?run=mine&size=narrow")]
    [InlineData("runs/table?run=ended&chart=loss")]
    [InlineData("report?run=ended")]
    [InlineData("descent")]
    [InlineData(
        "descent?surface=quadratic&condition=100&show=&show=rmsprop&decay=0.5&epsilon=0&momentum=0.5&centered=yes"
            + "&at=7&steps=50"
    )]
    [InlineData("descent?surface=moving&steps=1")]
    [InlineData("descent?show=adamw&adamw-beta1=0.5&adamw-amsgrad=yes&epsilon-placement=inside&initial-mean-square=1")]
    [InlineData("descent/parts?surface=sparse&size=wide")]
    [InlineData("descent/table?surface=beale")]
    [InlineData("lesson")]
    [InlineData("lesson?length=detailed")]
    [InlineData("assets/lab.css")]
    [InlineData("assets/runs.js")]
    public async Task Every_page_answers_under_a_strict_policy_and_nothing_inside_it_needs_another(string path)
    {
        using HttpResponseMessage answer = await _client.GetAsync(new Uri(_server.Address, path));
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, text);
        string policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
        if (!path.StartsWith("report", StringComparison.Ordinal))
        {
            Assert.Contains("script-src 'self'; style-src 'self';", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        }

        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        if (path.StartsWith("assets", StringComparison.Ordinal))
            return;
        Assert.DoesNotMatch(@"<[^>]*\s(on\w+|style)=", Quoted().Replace(text, "\"\""));
        Assert.DoesNotContain("<img", text, StringComparison.Ordinal);
        Assert.DoesNotMatch("(src|href)=\"(https?:)?//", text);
        Assert.All(
            Id().Matches(text).Select(match => match.Value).GroupBy(id => id, StringComparer.Ordinal),
            group => Assert.Single(group)
        );
    }

    [Theory]
    [InlineData("runs?y=cubic", 400, "y=cubic")]
    [InlineData("runs?smooth=1", 400, "smooth=1")]
    [InlineData("descent?rmsprop-rate=nan", 400, "rmsprop-rate=nan")]
    [InlineData("descent?steps=100000", 400, "steps=100000")]
    [InlineData("descent?adam-beta1=1", 400, "adam-beta1=1")]
    [InlineData("descent?momentum-form=inside", 400, "one of rate-outside, rate-inside")]
    [InlineData("descent?nesterov=yes", 400, "Nesterov is a form of momentum")]
    [InlineData("descent?surface=moon", 404, "surface")]
    [InlineData("lesson?name=nothing", 404, "nothing")]
    [InlineData("runs/table?run=ended&chart=no", 404, "chart")]
    [InlineData("report?run=../ended", 404, "no run")]
    [InlineData("report?run=..%2F..%2Fsecret.txt", 404, "no run")]
    [InlineData("assets/..%2f..%2fsecret.txt", 404, "no page")]
    [InlineData("assets/%2e%2e/%2e%2e/secret.txt", 404, "no page")]
    [InlineData("ended/run.json", 404, "no page")]
    public async Task What_is_not_there_is_refused_in_a_sentence(string path, int status, string part)
    {
        using HttpResponseMessage answer = await _client.GetAsync(new Uri(_server.Address, path));
        string text = await answer.Content.ReadAsStringAsync();
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains(part, text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host", "evil.example")]
    [InlineData("Host", "127.0.0.1")]
    [InlineData("Host", "127.0.0.1.evil.example")]
    [InlineData("Origin", "http://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "https://127.0.0.1")]
    public async Task A_foreign_host_or_origin_is_refused_whatever_is_asked(string header, string value)
    {
        foreach (string path in (string[])["runs", "events", "assets/lab.css", "descent"])
        {
            using HttpRequestMessage request = new(HttpMethod.Get, new Uri(_server.Address, path));
            request.Headers.TryAddWithoutValidation(header, value);
            using HttpResponseMessage answer = await _client.SendAsync(
                request,
                HttpCompletionOption.ResponseHeadersRead
            );
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Orders_need_the_pages_token_and_a_post()
    {
        string token = TokenOf(await _client.GetStringAsync(new Uri(_server.Address, "runs")));
        Assert.Equal(HttpStatusCode.Forbidden, await Order("mine", "pause", token: null));
        Assert.Equal(HttpStatusCode.Forbidden, await Order("mine", "pause", new string('0', token.Length)));
        Assert.Equal(HttpStatusCode.Forbidden, await Order("mine", "pause", token + "0"));
        using (
            HttpResponseMessage answer = await _client.GetAsync(
                new Uri(_server.Address, "runs/order?run=mine&order=pause")
            )
        )
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.False(_control.IsPaused);

        Assert.Equal(HttpStatusCode.OK, await Order("mine", "pause", token));
        Assert.True(_control.IsPaused);
        Assert.Equal(HttpStatusCode.OK, await Order("mine", "continue", token));
        Assert.False(_control.IsPaused);
        Assert.Equal(HttpStatusCode.BadRequest, await Order("mine", "explode", token));
        Assert.Equal(HttpStatusCode.NotFound, await Order("ended", "stop", token));
        Assert.Equal(HttpStatusCode.NotFound, await Order("../runs/mine", "stop", token));
        Assert.Equal(HttpStatusCode.OK, await Order("mine", "stop", token));
        Assert.True(_control.IsStopping);
    }

    [Fact]
    public async Task The_names_of_runs_and_classes_are_text_and_not_markup()
    {
        string name = "live " + Hostile;
        foreach (
            string path in (string[])
                [
                    "runs",
                    $"runs?run={Uri.EscapeDataString(name)}",
                    $"runs?run=ended&run={Uri.EscapeDataString(name)}",
                    $"report?run={Uri.EscapeDataString(name)}",
                ]
        )
        {
            string text = await _client.GetStringAsync(new Uri(_server.Address, path));
            Assert.DoesNotContain(Hostile, text, StringComparison.Ordinal);
            Assert.Contains("&lt;img", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Where_no_epoch_has_ended_a_sentence_stands_in_place_of_empty_charts()
    {
        LabRuns.Write(_folder["runs", "empty"], SampleRuns.Empty("empty", "classification", []));
        string text = await _client.GetStringAsync(new Uri(_server.Address, "runs?run=empty"));
        Assert.Contains("No epoch has ended", text, StringComparison.Ordinal);
        Assert.DoesNotContain("sf-chart", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_order_to_a_run_of_another_process_is_left_in_its_folder()
    {
        string token = TokenOf(await _client.GetStringAsync(new Uri(_server.Address, "runs"))),
            name = "live " + Hostile;
        Assert.Equal(HttpStatusCode.OK, await Order(name, "pause", token));
        RunFolder theirs = RunFolder.Open(_folder["runs", name]);
        Assert.Equal(RunRequest.Pause, theirs.TakeRequest());
        Assert.DoesNotContain(
            ">Paused<",
            await _client.GetStringAsync(new Uri(_server.Address, "runs")),
            StringComparison.Ordinal
        );
        // Whichever page asked: the process that trains says that it waits.
        _locks[0].Note(paused: true);
        Assert.Contains(
            ">Paused<",
            await _client.GetStringAsync(new Uri(_server.Address, "runs")),
            StringComparison.Ordinal
        );
        Assert.Equal(HttpStatusCode.OK, await Order(name, "stop", token));
        Assert.Equal(RunRequest.Stop, theirs.TakeRequest());
    }

    [Fact]
    public async Task Events_tell_of_changes_by_the_latest_number()
    {
        using Stream stream = await _client.GetStreamAsync(new Uri(_server.Address, "events"));
        using StreamReader reader = new(stream);
        long before = await Number(reader);
        for (int epoch = 1; epoch <= 50; epoch++)
            _observer.EpochDone(SampleRuns.Digits().Epochs[0]);
        long after = await Number(reader);
        while (after < before + 50)
            after = await Number(reader);
        // The first look at the run folders, which somebody listening has set off, may be a change as well.
        Assert.InRange(after, before + 50, before + 51);
    }

    // The trainer hands over to a pump, and the pump calls the observer: what must hold is that the observer's calls
    // neither wait for a client nor keep anything for one. Ten clients that never read and ten that vanished stand by
    // while it is told a hundred thousand times.
    [Fact]
    public async Task Clients_that_stall_or_vanish_hold_up_nothing_and_cost_no_memory()
    {
        List<Socket> stalled = [];
        for (int i = 0; i < 20; i++)
        {
            Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
            {
                ReceiveBufferSize = 1024,
            };
            await socket.ConnectAsync(IPAddress.Loopback, _server.Address.Port);
            await socket.SendAsync(
                Encoding.ASCII.GetBytes($"GET /events HTTP/1.1\r\nHost: 127.0.0.1:{_server.Address.Port}\r\n\r\n")
            );
            if (i % 2 == 0)
                socket.Close(0);
            else
                stalled.Add(socket);
        }

        using (Socket slow = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))
        {
            // A request that never ends.
            await slow.ConnectAsync(IPAddress.Loopback, _server.Address.Port);
            await slow.SendAsync("GET /runs HTTP/1.1\r\nHo"u8.ToArray());
            EpochDone epoch = SampleRuns.Digits().Epochs[0];
            for (int i = 0; i < 1000; i++)
                _observer.EpochDone(epoch);
            long before = GC.GetTotalMemory(forceFullCollection: true);
            for (int i = 0; i < 100_000; i++)
                _observer.EpochDone(epoch);
            long grown = GC.GetTotalMemory(forceFullCollection: true) - before;
            Assert.InRange(grown, long.MinValue, 4 << 20);
            using HttpResponseMessage answer = await _client.GetAsync(new Uri(_server.Address, "runs"));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        stalled.ForEach(socket => socket.Dispose());
    }

    [Fact]
    public async Task A_port_that_is_taken_is_refused_with_the_remedy()
    {
        LabException refused = await Assert.ThrowsAsync<LabException>(() =>
            LabServer.StartAsync(new LabOptions { Port = _server.Address.Port })
        );
        Assert.Contains($"Port {_server.Address.Port}", refused.Message, StringComparison.Ordinal);
        Assert.Contains("--port", refused.Message, StringComparison.Ordinal);
    }

    async Task<HttpStatusCode> Order(string run, string order, string? token)
    {
        using HttpRequestMessage request = new(
            HttpMethod.Post,
            new Uri(_server.Address, $"runs/order?run={Uri.EscapeDataString(run)}&order={order}")
        );
        if (token is not null)
            request.Headers.Add("X-Surefoot-Token", token);
        using HttpResponseMessage answer = await _client.SendAsync(request);
        return answer.StatusCode;
    }

    static async Task<long> Number(StreamReader events)
    {
        while (await events.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal))
                return long.Parse(line["data: ".Length..]);
        }

        throw new InvalidOperationException("The events ended.");
    }

    static string TokenOf(string page) =>
        Regex
            .Match(
                page,
                "name=\"surefoot-token\" content=\"(?<token>[0-9a-f]{32})\"",
                RegexOptions.ExplicitCapture,
                TimeSpan.FromSeconds(5)
            )
            .Groups["token"]
            .Value;

    [GeneratedRegex("\"[^\"]*\"", RegexOptions.None, 5000)]
    private static partial Regex Quoted();

    [GeneratedRegex(" id=\"[^\"]*\"", RegexOptions.None, 5000)]
    private static partial Regex Id();
}
