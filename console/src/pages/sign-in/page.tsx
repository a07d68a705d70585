import { Suspense, useState } from 'react';
import { useSearchParams } from 'react-router';
import { CodeStep } from './code-step.tsx';
import { enter, placeAfter } from './enter.ts';
import { PasswordStep } from './password-step.tsx';

/** /sign-in?next=…: e-mail and password, then the second factor for whoever has one. */
function SignIn() {
  const [parameters] = useSearchParams();
  const [step, setStep] = useState<'password' | 'code'>('password');
  const [notice, setNotice] = useState<string>();
  const done = (): Promise<void> => enter(placeAfter(parameters.get('next')));

  if (step === 'code')
    return (
      <CodeStep
        onDone={done}
        onStartOver={(why) => {
          setNotice(why);
          setStep('password');
        }}
      />
    );
  return (
    <PasswordStep
      notice={notice}
      onAnswer={async ({ next }) => {
        if (next === 'code') setStep('code');
        else await done();
      }}
    />
  );
}

export const Page = () => (
  <Suspense fallback={null}>
    <SignIn />
  </Suspense>
);
