SELECT
  "t11".*
  EXCLUDE ("mailbox_id_right")
FROM (
  SELECT
    COALESCE("t10"."mailbox_id", "t10"."mailbox_id_right") AS "mailbox_id",
    "t10"."ground",
    "t10"."action",
    "t10"."evidence",
    "t10"."expires_at",
    COALESCE("t10"."may", FALSE) AS "may",
    "t10"."consent_date",
    "t10"."mailbox_id_right",
    COALESCE("t10"."suppressed", FALSE) AS "suppressed",
    COALESCE("t10"."complained", FALSE) AS "complained",
    "t10"."suppressed_date",
    "t10"."complained_date"
  FROM (
    SELECT
      "t9"."mailbox_id",
      "t9"."ground",
      "t9"."action",
      "t9"."evidence",
      "t9"."expires_at",
      "t9"."may",
      "t9"."consent_date",
      "t7"."mailbox_id" AS "mailbox_id_right",
      "t7"."suppressed",
      "t7"."complained",
      "t7"."suppressed_date",
      "t7"."complained_date"
    FROM (
      SELECT
        "t5"."mailbox_id",
        (
          CASE WHEN "t5"."ever_withdrawn" THEN "t5"."strong_word" ELSE "t5"."any_word" END
        )."ground" AS "ground",
        (
          CASE WHEN "t5"."ever_withdrawn" THEN "t5"."strong_word" ELSE "t5"."any_word" END
        )."action" AS "action",
        (
          CASE WHEN "t5"."ever_withdrawn" THEN "t5"."strong_word" ELSE "t5"."any_word" END
        )."evidence" AS "evidence",
        (
          CASE WHEN "t5"."ever_withdrawn" THEN "t5"."strong_word" ELSE "t5"."any_word" END
        )."expires_at" AS "expires_at",
        (
          CASE WHEN "t5"."ever_withdrawn" THEN "t5"."strong_word" ELSE "t5"."any_word" END
        )."action" IN ('grant', 'confirm', 'import') AS "may",
        (
          CASE WHEN "t5"."ever_withdrawn" THEN "t5"."strong_word" ELSE "t5"."any_word" END
        )."local_date" AS "consent_date"
      FROM (
        SELECT
          "t2"."mailbox_id",
          BOOL_OR(CAST(NOT (
            "t2"."action" IN ('grant', 'confirm', 'import')
          ) AS BOOLEAN)) AS "ever_withdrawn",
          ARG_MAX(
            {'ground': "t2"."ground", 'action': "t2"."action", 'evidence': "t2"."evidence", 'expires_at': "t2"."expires_at", 'local_date': "t2"."local_date"},
            {'at': "t2"."at", 'withdraws': NOT (
              "t2"."action" IN ('grant', 'confirm', 'import')
            ), 'recorded_at': "t2"."recorded_at", 'id': "t2"."id"}
          ) AS "any_word",
          ARG_MAX(
            {'ground': "t2"."ground", 'action': "t2"."action", 'evidence': "t2"."evidence", 'expires_at': "t2"."expires_at", 'local_date': "t2"."local_date"},
            {'at': "t2"."at", 'withdraws': NOT (
              "t2"."action" IN ('grant', 'confirm', 'import')
            ), 'recorded_at': "t2"."recorded_at", 'id': "t2"."id"}
          ) FILTER(WHERE
            NOT (
              (
                "t2"."action" = 'import'
              )
              OR (
                NOT (
                  NOT (
                    "t2"."action" IN ('grant', 'confirm', 'import')
                  )
                )
                AND (
                  "t2"."ground" = 'soft_opt_in'
                )
              )
            )) AS "strong_word"
        FROM (
          SELECT
            *
          FROM "consent_recorded" AS "t0"
          WHERE
            "t0"."purpose" = 'marketing' AND "t0"."channel" = 'email'
        ) AS "t2"
        GROUP BY
          1
      ) AS "t5"
    ) AS "t9"
    FULL OUTER JOIN (
      SELECT
        "t4"."mailbox_id",
        BOOL_OR(CAST("t4"."scope" = 'all' AS BOOLEAN)) AS "suppressed",
        BOOL_OR(CAST("t4"."scope" <> 'all' AS BOOLEAN)) AS "complained",
        MAX("t4"."local_date") FILTER(WHERE
          "t4"."scope" = 'all') AS "suppressed_date",
        MAX("t4"."local_date") FILTER(WHERE
          "t4"."scope" <> 'all') AS "complained_date"
      FROM (
        SELECT
          "t3"."mailbox_id",
          "t3"."scope",
          "t3"."last"."lifted" AS "lifted",
          "t3"."last"."local_date" AS "local_date"
        FROM (
          SELECT
            "t1"."mailbox_id",
            "t1"."scope",
            ARG_MAX(
              {'lifted': "t1"."lifted", 'local_date': "t1"."local_date"},
              {'at': "t1"."at", 'recorded_at': "t1"."recorded_at", 'id': "t1"."id"}
            ) AS "last"
          FROM "address_suppressed" AS "t1"
          GROUP BY
            1,
            2
        ) AS "t3"
        WHERE
          NOT (
            "t3"."last"."lifted"
          )
      ) AS "t4"
      GROUP BY
        1
    ) AS "t7"
      ON "t9"."mailbox_id" = "t7"."mailbox_id"
  ) AS "t10"
) AS "t11"
