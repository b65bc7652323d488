/// Every key of `providers.json`, with its kind, its default and its meaning.
enum ConfigurationTable {
    static let root: ConfigurationKind = .object([
        .optional("$schema", .text(.any), "Where an editor finds the schema of this file."),
        .required("server", .object(server), "Where the gateway listens and how it is reached."),
        .required("database", .text(.database), "Where payments are kept: a SQLite file; no PostgreSQL yet."),
        .required(
            "sealingKeys",
            .list(.object(sealingKey), atLeast: 1),
            "Keys for secrets and personal data at rest; the first seals, all open."
        ),
        .required("cafe24", .object(cafe24), "The app at Cafe24, and how to speak with it."),
        .required("providers", .map(.name, .object(provider)), "Provider instances: a module with its settings."),
        .required("malls", .map(.mallID, .object(mall)), "Malls by their id."),
    ])

    private static let server: [ConfigurationField] = [
        .optional("listen", .text(.address), standard: .string("127.0.0.1:8080"), "The public listener."),
        .required("publicURL", .text(.publicURL), "How Cafe24, PGs and buyers reach the gateway."),
        .optional(
            "operations",
            .text(.address),
            standard: .string("127.0.0.1:8081"),
            "The operators' listener: health and modules' own pages; never public."
        ),
        .optional(
            "trustedProxies",
            .list(.text(.range), atLeast: 0),
            "Address ranges whose X-Forwarded-For counts."
        ),
    ]

    private static let sealingKey: [ConfigurationField] = [
        .required("id", .text(.keyID), "Names the key beside what it sealed."),
        .required("key", .secret, "32 bytes in base64."),
    ]

    private static let provider: [ConfigurationField] = [
        .required("module", .text(.line), "The module's identifier."),
        .optional("environment", .word(["test", "live"]), standard: .string("live"), "Whether real money moves."),
        .optional("settings", .map(.line, .anything), "What the module lets be set."),
    ]

    private static let mall: [ConfigurationField] = [
        .optional(
            "domains",
            .list(.text(.domain), atLeast: 0),
            "Domains of the mall besides {mall}.cafe24shop.com and {mall}.cafe24.com."
        ),
        .optional("provider", .text(.line), "The provider instance of shops that name none."),
        .optional("account", account, "The merchant's account at that provider."),
        .optional("shops", .map(.shopNumber, .object(shop)), "Shops by their number; 1 is the main shop."),
    ]

    private static let shop: [ConfigurationField] = [
        .optional("name", .text(.line), "Shown to buyers; the mall's id by default."),
        .required("currency", .text(.currency), "The shop's currency, an ISO 4217 code."),
        .optional("provider", .text(.line), "The provider instance; the mall's by default."),
        .optional("account", account, "The merchant's account; the mall's by default."),
        .optional("partnerID", .text(.partnerID), "The shop's name at Cafe24; {mall}:{shop}:{instance} by default."),
        .optional("enabled", .bool, standard: .bool(true), "Whether the shop takes new payments."),
    ]

    /// The fields are the module's own, so the manifest checks them.
    private static let account: ConfigurationKind = .map(.line, .secrets)
}
