/// Stripe's names of payment methods.
enum StripeMethods {
    /// With Cafe24's codes; what is not here is told as `etc`.
    static let codes: [String: String] = [
        "card": "card", "card_present": "card", "kr_card": "card", "link": "card",
        "acss_debit": "tcash", "au_becs_debit": "tcash", "bacs_debit": "tcash", "fpx": "tcash",
        "nz_bank_account": "tcash", "pay_by_bank": "tcash", "payto": "tcash", "sepa_debit": "tcash",
        "us_bank_account": "tcash",
        "customer_balance": "icash",
        "boleto": "cvs", "konbini": "cvs", "multibanco": "cvs", "oxxo": "cvs",
        "affirm": "deferpay", "afterpay_clearpay": "deferpay", "klarna": "deferpay", "zip": "deferpay",
    ]

    /// Those whose money comes, or fails to come, days after the buyer left the page.
    static let delayed = [
        "acss_debit", "au_becs_debit", "bacs_debit", "boleto", "customer_balance", "konbini", "multibanco",
        "nz_bank_account", "oxxo", "payto", "sepa_debit", "sofort", "us_bank_account",
    ]
}
