extension ConfigurationTable {
    static let cafe24: [ConfigurationField] = [
        .required("clientID", .text(.line), "The app key in Cafe24's Developer Center."),
        .required("clientSecret", .secret, "The app secret key."),
        .required("serviceKeys", .list(.secret, atLeast: 1), "Service keys; any verifies, the first signs."),
        .optional("apiVersion", .text(.date), standard: .string("2026-09-01"), "The Admin API's version."),
        .optional(
            "apiBase",
            .text(.apiBase),
            standard: .string("https://{mall_id}.cafe24api.com"),
            "The Admin API's address."
        ),
        .optional(
            "notificationEncoding",
            words(Cafe24Settings.NotificationEncoding.self),
            standard: .string("json"),
            "How notifications to Cafe24 are written."
        ),
        .optional(
            "failurePath",
            .text(.path),
            standard: .string("/api/shop/pg_fail"),
            "Where buyers of a failed external checkout go, below the shop's address."
        ),
        .optional(
            "payloadHashes",
            words(Cafe24Settings.PayloadHashes.self),
            standard: .string("tolerant"),
            "Whether other forms of the reservation's signature than the canonical one are taken."
        ),
        .optional("refusalStatus", .choice([400, 200]), standard: .number("400"), "The status of a business refusal."),
        .optional(
            "patience",
            .integer(1...60),
            standard: .number("8"),
            "Seconds that Cafe24 is believed to wait for an answer."
        ),
        .optional(
            "unreadPayments",
            words(Cafe24Settings.UnreadPayments.self),
            standard: .string("keep"),
            "What becomes of a payment that Cafe24 never asked for."
        ),
        .optional("statusAnswers", .object(statusAnswers), "How often and how long a payment's status is told."),
        .optional(
            "confirmCancellations",
            .bool,
            standard: .bool(false),
            "Whether the Admin API is asked before money goes back."
        ),
        .optional(
            "allowedSources",
            .list(.text(.range), atLeast: 0),
            "Address ranges that may call the routes Cafe24 calls; empty for any."
        ),
    ]

    private static let statusAnswers: [ConfigurationField] = [
        .optional("times", .integer(0...1_000_000), standard: .number("0"), "0 is without limit."),
        .optional("forMinutes", .integer(0...1_000_000), standard: .number("0"), "0 is without limit."),
    ]

    private static func words<Words: CaseIterable & RawRepresentable<String>>(_: Words.Type) -> ConfigurationKind {
        .word(Words.allCases.map(\.rawValue))
    }
}
