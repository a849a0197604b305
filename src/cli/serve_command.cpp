// standstill serve: pages, interface and gate, until it is told to stop.
#include <fmt/format.h>

#include <cstdio>

#include "cli/command.h"
#include "cli/desk.h"
#include "cli/files.h"
#include "cli/memory.h"
#include "cli/serve_options.h"
#include "cli/shipped.h"
#include "ledger/decimal.h"

namespace standstill::cli {

namespace {

struct Options {
    std::string listen = fmt::format("127.0.0.1:{}", kDefaultPort);
    std::string witness_file;
    std::string base_url, title, marking, notice_file;
    server::http::Tls tls;
    server::identity::ProviderSettings provider;
    std::string provider_secret_file;
    std::string mail_relay, mail_from, mail_name = "localhost";
    bool mail_plain = false;
};

// `host:port`; the port may be left out.
base::Status set_mail(const Options& options, server::mail::Relay& relay) {
    if (options.mail_relay.empty()) return base::Done{};
    std::size_t colon = options.mail_relay.rfind(':');
    relay.host = options.mail_relay.substr(0, colon);
    if (colon != std::string::npos) {
        auto port = ledger::parse_decimal(options.mail_relay.substr(colon + 1));
        if (!port || *port == 0 || *port > 65'535)
            return base::invalid(
                fmt::format("--mail-relay: `{}` has no such port", options.mail_relay));
        relay.port = static_cast<std::uint16_t>(*port);
    }
    relay.from = options.mail_from;
    relay.hello = options.mail_name;
    relay.tls = options.mail_plain ? server::mail::Tls::Never : server::mail::Tls::Needed;
    auto good = server::mail::check(relay);
    return good ? good : base::Status(base::in_context(good.error(), "--mail-relay"));
}

base::Status apply(const Options& options, server::RunningSettings& settings) {
    auto listening = set_listening(options.listen, settings.listening);
    if (!listening) return listening;
    if (options.tls.certificate_file.empty() != options.tls.key_file.empty())
        return base::invalid("--tls-certificate and --tls-key go together");
    if (!options.tls.certificate_file.empty()) settings.listening.tls = options.tls;
    bool is_loopback =
        settings.listening.address == "127.0.0.1" || settings.listening.address == "::1";
    if (!settings.listening.tls && !is_loopback)
        return base::invalid(fmt::format(
            "without TLS the office listens on this machine only; `{}` needs --tls-certificate and "
            "--tls-key",
            options.listen));
    settings.site.base_url = options.base_url;
    if (!options.title.empty()) settings.site.title = options.title;
    if (!options.marking.empty()) settings.site.marking = options.marking;
    if (!options.notice_file.empty()) {
        auto notice = read_file(options.notice_file, 16'384);
        if (!notice) return notice.error();
        settings.site.sign_in_notice = *notice;
    }
    if (!options.provider.issuer.empty()) {
        settings.site.provider = options.provider;
        if (!options.provider_secret_file.empty()) {
            auto secret = read_file(options.provider_secret_file, 1'024);
            if (!secret) return secret.error();
            while (!secret->empty() && secret->back() == '\n') secret->pop_back();
            settings.site.provider->client_secret = *secret;
        }
    }
    return set_mail(options, settings.mail);
}

int serve(const Common& common, const Options& options) {
    auto library = open_library(common);
    if (!library) return complain(library.error());
    auto folder = data_folder(common);
    if (!folder) return complain(folder.error());
    server::RunningSettings settings = settings_of_this_machine();
    settings.folder = *folder;
    settings.witness_file = options.witness_file;
    auto shipped = shipped_lists();
    if (!shipped) return complain(shipped.error());
    settings.shipped_lists = std::move(*shipped);
    auto owners = shipped_owners();
    if (!owners) return complain(owners.error());
    settings.owners = std::move(*owners);
    auto applied = apply(options, settings);
    if (!applied) return complain(applied.error());
    settings.ticked = GivesBack();
    hold_memory_together();
    block_signals();
    auto running = server::Running::start(std::move(settings), *library);
    if (!running) return complain(running.error());
    fmt::print("Standstill serves {} from {}\n", (*running)->site().settings.base_url,
               folder->string());
    if ((*running)->people().all().empty())
        fmt::print(
            "Nobody has an account yet. The first one, from another terminal while this one is "
            "stopped:\n  standstill people add ID --name NAME --administrator\n");
    std::fflush(stdout);
    return serve_until_told(**running);
}

void add_options(CLI::App& command, Options& options) {
    command.add_option("--listen", options.listen, "address and port; port 0 takes any free one");
    command.add_option("--base-url", options.base_url,
                       "how others reach it, for feeds and mail (default: as it listens)");
    command.add_option("--title", options.title, "the name of this office, on every page");
    command.add_option("--marking", options.marking, "marking of the deployment (default: U)");
    command.add_option("--witness-file", options.witness_file,
                       "keep the newest checkpoint here too, best on another machine's disk");
    command.add_option("--notice", options.notice_file, "text shown before anybody signs in");
    command.add_option("--tls-certificate", options.tls.certificate_file, "PEM, with its chain");
    command.add_option("--tls-key", options.tls.key_file, "PEM");
    command.add_option("--client-ca", options.tls.client_ca_file,
                       "PEM; asks for cards (PIV, CAC) of these issuers");
    command.add_option("--crl", options.tls.crl_file, "PEM; certificates that were revoked");
    command.add_flag("--client-required", options.tls.client_required,
                     "turn away whoever shows no card");
    command.add_option("--mail-relay", options.mail_relay,
                       "HOST[:PORT] that takes mail about duties (default: none is sent)");
    command.add_option("--mail-from", options.mail_from, "address that the mail comes from");
    command.add_option("--mail-name", options.mail_name, "our own name towards the relay");
    command.add_flag("--mail-plain", options.mail_plain,
                     "without TLS: for a relay on this machine");
    command.add_option("--oidc-issuer", options.provider.issuer,
                       "identity provider, exactly as in its tokens");
    command.add_option("--oidc-title", options.provider.title, "its name on the button");
    command.add_option("--oidc-client", options.provider.client_id, "our id there");
    command.add_option("--oidc-secret", options.provider_secret_file,
                       "file with our secret there; without one, a public client");
    command.add_option("--oidc-ca", options.provider.ca_file, "PEM; its issuer (default: system)");
}

}  // namespace

void install_serve(CLI::App& app, Common& common, std::function<int()>& run) {
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("serve", "pages, interface and gate");
    add_options(*command, *options);
    command->footer(
        "One process, one folder, nothing else to configure. It stops on Ctrl-C or SIGTERM and\n"
        "loses nothing that it acknowledged.\n\n"
        "  standstill serve\n"
        "  standstill serve --listen 0.0.0.0:443 --tls-certificate office.pem --tls-key office.key \\\n"
        "      --client-ca piv.pem --crl piv.crl --base-url https://standstill.agency.example\n");
    command->callback(
        [&common, options, &run] { run = [&common, options] { return serve(common, *options); }; });
}

}  // namespace standstill::cli
