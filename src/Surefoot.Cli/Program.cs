return Surefoot.Cli.CommandLine.Run(args);
