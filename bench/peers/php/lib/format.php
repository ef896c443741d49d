<?php
// Words and figures as people read them; showing a template.
declare(strict_types=1);

namespace Peer;

function e(string|int|null $text): string
{
    return htmlspecialchars((string) $text, ENT_QUOTES | ENT_SUBSTITUTE, 'UTF-8');
}

function mb_valid(string $text): bool
{
    return preg_match('//u', $text) === 1 && !str_contains($text, "\0");
}

function new_token(): string
{
    return rtrim(strtr(base64_encode(random_bytes(16)), '+/', '-_'), '=');
}

function money(string $currency, int $minor): string
{
    return $currency . ' ' . number_format($minor / 100, 2, '.', '');
}

function date_words(string $date, string $format): string
{
    return gmdate($format, strtotime($date . ' UTC'));
}

function days_from(string $date, int $days): string
{
    return gmdate('Y-m-d', strtotime($date . ' UTC') + $days * 86400);
}

// An instant (UTC, as the database says it) on the clock of an airport.
function local_time(string $at, int $offset): array
{
    $time = strtotime($at . ' UTC') + $offset * 60;
    $zone = sprintf('%s%02d:%02d', $offset < 0 ? '-' : '+', intdiv(abs($offset), 60), abs($offset) % 60);
    return ['date' => gmdate('Y-m-d', $time), 'time' => gmdate('H:i', $time), 'iso' => gmdate('Y-m-d\TH:i:s', $time) . $zone];
}

function duration_words(int $minutes): string
{
    return $minutes >= 60 ? intdiv($minutes, 60) . ' h ' . $minutes % 60 . ' min' : $minutes . ' min';
}

// The text of a template with these variables.
function part(string $template, array $variables): string
{
    extract($variables);
    ob_start();
    require __DIR__ . '/../templates/' . $template . '.php';
    return ob_get_clean();
}

function show(string $template, array $variables): void
{
    header('Content-Type: text/html; charset=utf-8');
    header('Cache-Control: no-store');
    echo part('layout', ['title' => $variables['title'], 'body' => part($template, $variables)]);
}

function go_to(string $path): void
{
    http_response_code(303);
    header('Location: ' . $path);
}
